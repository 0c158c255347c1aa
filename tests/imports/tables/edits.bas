Rem Edits that people make in the workbook of tables, with the means of the program itself.

Sub FiveEdits(source As String, target As String)
  document = Opened(source)
  ' a changed text
  sheet = document.Sheets.getByName("Taken")
  sheet.getCellByPosition(ColumnOf(sheet, "Tekst"), 4).setString("Een heel andere tekst")
  ' a new competency
  sheet = document.Sheets.getByName("Competenties")
  sheet.Rows.insertByIndex(5, 1)
  sheet.getCellByPosition(ColumnOf(sheet, "Profiel"), 5).setString("Directeur Interne Organisatie")
  sheet.getCellByPosition(ColumnOf(sheet, "Naam"), 5).setString("Digitaal samenwerken")
  sheet.getCellByPosition(ColumnOf(sheet, "Definitie"), 5).setString("Werkt vlot samen op afstand.")
  ' a removed indicator
  sheet = document.Sheets.getByName("Gedragsindicatoren")
  sheet.Rows.removeByIndex(3, 1)
  ' a changed level
  sheet = document.Sheets.getByName("Beheersingsniveaus")
  sheet.getCellByPosition(ColumnOf(sheet, "Beheersingsniveau"), 1).setValue(2)
  ' a moved row: the seventh result area becomes the second
  sheet = document.Sheets.getByName("Resultaatgebieden")
  sheet.Rows.insertByIndex(2, 1)
  sheet.moveRange(sheet.getCellByPosition(0, 2).CellAddress, sheet.getCellRangeByPosition(0, 8, 30, 8).RangeAddress)
  sheet.Rows.removeByIndex(8, 1)
  Saved(document, target)
End Sub

Sub NoEdit(source As String, target As String)
  Saved(Opened(source), target)
End Sub

Sub Sorted(source As String, target As String)
  document = Opened(source)
  sheet = document.Sheets.getByName("Taken")
  cursor = sheet.createCursor()
  cursor.gotoEndOfUsedArea(False)
  last = cursor.RangeAddress.EndRow
  Dim field(0) As New com.sun.star.table.TableSortField
  field(0).Field = ColumnOf(sheet, "Tekst")
  field(0).IsAscending = True
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields"
  how(0).Value = field()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  sheet.getCellRangeByPosition(0, 1, 30, last).sort(how())
  Saved(document, target)
End Sub

Sub Merged(source As String, target As String)
  document = Opened(source)
  sheet = document.Sheets.getByName("Competenties")
  column = ColumnOf(sheet, "Naam")
  sheet.getCellRangeByPosition(column, 13, column, 14).merge(True)
  Saved(document, target)
End Sub

Function Opened(source As String) As Object
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  Opened = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
End Function

Sub Saved(document As Object, target As String)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "Calc MS Excel 2007 XML"
  document.storeToURL(target, how())
  document.close(True)
End Sub

Function ColumnOf(sheet As Object, title As String) As Long
  For column = 0 To 40
    If sheet.getCellByPosition(column, 0).getString() = title Then
      ColumnOf = column
      Exit Function
    End If
  Next column
  Error 9
End Function
