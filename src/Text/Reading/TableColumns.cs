using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading;

/// <summary>Finds the columns of a table's cells, row by row, where some cover several columns or rows.</summary>
internal sealed class TableColumns
{
    // The most columns that Word itself allows: cells of a wider table cover no further column or row beyond.
    private const int ColumnsMax = 63;

    private static readonly LinkedText Nothing = LinkedText.Plain(string.Empty);

    private readonly List<(TablePlace Place, int RowsLeft)> _above = [];

    /// <summary>What stands in the columns of the next row.</summary>
    internal List<TablePlace> Next(IEnumerable<TableCellText> cells)
    {
        List<TablePlace> row = [];
        foreach (TableCellText cell in cells)
        {
            AddCovered(row);
            LinkedText text =
                !cell.GoesOn ? cell.Text
                : row.Count < _above.Count ? _above[row.Count].Place.Text
                : Nothing;
            int columns = Math.Clamp(cell.Columns, 1, ColumnsMax);
            for (int column = 0; column < columns; column++)
                Add(row, new TablePlace(text, column > 0, cell.GoesOn), cell.Rows - 1);
        }

        AddCovered(row);
        return row;
    }

    private void AddCovered(List<TablePlace> row)
    {
        while (row.Count < _above.Count && _above[row.Count] is { RowsLeft: > 0 } above)
            Add(row, above.Place with { IsFurtherRow = true }, above.RowsLeft - 1);
    }

    private void Add(List<TablePlace> row, TablePlace place, int rowsLeft)
    {
        if (row.Count < _above.Count)
            _above[row.Count] = (place, rowsLeft);
        else if (row.Count < ColumnsMax)
            _above.Add((place, rowsLeft));
        row.Add(place);
    }
}
