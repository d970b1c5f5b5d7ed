namespace RagCluster.Client.Queries;

/// <summary>Words that link to somewhere in the document.</summary>
/// <param name="Start">Where they begin in the text that has them, in UTF-16 code units.</param>
/// <param name="End">Where they end.</param>
/// <param name="Url">An address, or a path beside the document's URI.</param>
public sealed record Link(int Start, int End, string Url);
