namespace RagCluster.Corpus.Answers;

/// <summary>Words that link to somewhere.</summary>
/// <param name="Start">Their first character in the text that is shown (UTF-16 code units).</param>
/// <param name="End">One past the last character.</param>
/// <param name="Url">
/// An address by <c>http</c>, <c>https</c> or <c>mailto</c>; else a path like the URI of a document that was given one.
/// </param>
[GenerateSerializer]
[Alias("RagCluster.Hyperlink")]
public readonly record struct Hyperlink([property: Id(0)] int Start, [property: Id(1)] int End, [property: Id(2)] string Url);
