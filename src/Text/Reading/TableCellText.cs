using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading;

/// <summary>A cell of a table as its format has it.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Columns">The columns that it covers.</param>
/// <param name="Rows">The rows that it covers, from its own on, where the rows below leave it out.</param>
internal readonly record struct TableCellText(LinkedText Text, int Columns = 1, int Rows = 1)
{
    /// <summary>Whether it belongs to the cell above it: the format leaves an empty cell in each row that one covers.</summary>
    internal bool GoesOn { get; init; }
}
