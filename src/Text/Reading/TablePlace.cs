using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading;

/// <summary>What stands in one column of one row of a table.</summary>
/// <param name="Text">The text of the cell that covers the place.</param>
/// <param name="IsFurtherColumn">Whether the cell begins in a column before.</param>
/// <param name="IsFurtherRow">Whether the cell begins in a row above.</param>
internal readonly record struct TablePlace(LinkedText Text, bool IsFurtherColumn, bool IsFurtherRow);
