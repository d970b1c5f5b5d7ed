namespace RagCluster.Corpus.Answers;

/// <summary>A part of a passage's text that matches the query.</summary>
/// <param name="Start">Its first character in the passage's text (UTF-16 code units).</param>
/// <param name="End">One past its last character.</param>
[GenerateSerializer]
[Alias("RagCluster.TextHighlight")]
public readonly record struct TextHighlight([property: Id(0)] int Start, [property: Id(1)] int End);
