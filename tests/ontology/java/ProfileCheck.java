import java.io.File;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.io.FileDocumentSource;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.MissingImportHandlingStrategy;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyCreationException;
import org.semanticweb.owlapi.model.OWLOntologyIRIMapper;
import org.semanticweb.owlapi.model.OWLOntologyLoaderConfiguration;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Loads each ontology file that is named as an argument with its imports, and says what is wrong with it.
 *
 * Imports are found as Protégé finds them, through the catalog-v001.xml beside the file, and nowhere else: nothing is
 * fetched. Prints one line per finding, "file TAB kind TAB detail", and one line "file TAB loaded TAB axioms" per file
 * that was read; the kinds are unreadable, import, profile, inconsistent and unsatisfiable. Exits with 1 on findings.
 */
public final class ProfileCheck {
    private static boolean findings = false;

    private ProfileCheck() {}

    public static void main(String[] arguments) throws Exception {
        for (String name : arguments) {
            check(new File(name));
        }
        System.exit(findings ? 1 : 0);
    }

    private static void check(File file) throws Exception {
        Map<IRI, IRI> catalogue = catalogue(new File(file.getAbsoluteFile().getParentFile(), "catalog-v001.xml"));
        Set<IRI> missing = new LinkedHashSet<>();
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        manager.clearIRIMappers();
        manager.addIRIMapper(mapper(catalogue, missing));
        OWLOntologyLoaderConfiguration configuration =
            new OWLOntologyLoaderConfiguration()
                .setStrict(true)
                .setMissingImportHandlingStrategy(MissingImportHandlingStrategy.SILENT);
        OWLOntology ontology;
        try {
            ontology = manager.loadOntologyFromOntologyDocument(new FileDocumentSource(file), configuration);
        } catch (OWLOntologyCreationException problem) {
            report(file, "unreadable", problem.getMessage());
            return;
        }
        for (IRI iri : missing) {
            report(file, "import", iri.toString());
        }
        for (OWLProfileViolation violation : new OWL2DLProfile().checkOntology(ontology).getViolations()) {
            report(file, "profile", violation.toString());
        }
        reason(file, ontology);
        int axioms = 0;
        for (OWLOntology part : manager.getImportsClosure(ontology)) {
            axioms += part.getAxiomCount();
        }
        System.out.println(file + "\tloaded\t" + axioms);
    }

    private static void reason(File file, OWLOntology ontology) {
        Reasoner reasoner = new Reasoner(ontology);
        if (!reasoner.isConsistent()) {
            report(file, "inconsistent", "no model satisfies all axioms");
            return;
        }
        Set<String> unsatisfiable = new TreeSet<>();
        for (OWLClass one : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()) {
            unsatisfiable.add(one.getIRI().toString());
        }
        for (String iri : unsatisfiable) {
            report(file, "unsatisfiable", iri);
        }
    }

    private static OWLOntologyIRIMapper mapper(Map<IRI, IRI> catalogue, Set<IRI> missing) {
        return iri -> {
            IRI document = catalogue.get(iri);
            if (document == null) {
                missing.add(iri);
                return IRI.create("file:/no-such-folder/not-in-the-catalogue");
            }
            return document;
        };
    }

    private static Map<IRI, IRI> catalogue(File file) throws Exception {
        if (!file.isFile()) {
            return Collections.emptyMap();
        }
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        NodeList entries = builder.parse(file).getElementsByTagName("uri");
        Map<IRI, IRI> catalogue = new HashMap<>();
        for (int index = 0; index < entries.getLength(); index++) {
            Element entry = (Element) entries.item(index);
            IRI document = IRI.create(new File(file.getParentFile(), entry.getAttribute("uri")));
            catalogue.put(IRI.create(entry.getAttribute("name")), document);
        }
        return catalogue;
    }

    private static void report(File file, String kind, String detail) {
        findings = true;
        System.out.println(file + "\t" + kind + "\t" + detail.replaceAll("\\s+", " "));
    }
}
