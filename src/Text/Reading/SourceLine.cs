namespace RagCluster.Text.Reading;

/// <summary>Which line of a file a place of its extracted text comes from.</summary>
/// <param name="Start">Offset of the place.</param>
/// <param name="Number">The line, from 1.</param>
public readonly record struct SourceLine(int Start, int Number);
