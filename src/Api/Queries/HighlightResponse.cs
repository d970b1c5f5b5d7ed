namespace RagCluster.Api.Queries;

/// <summary>Where a passage's text holds a word of the query: <c>text[start..end]</c>.</summary>
internal sealed record HighlightResponse(int Start, int End);
