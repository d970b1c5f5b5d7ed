namespace RagCluster.Api.Queries;

/// <summary>Where a passage's text holds a word of the query: <c>text[start..end]</c>.</summary>
/// <param name="Start">The word's first character in the passage's text, counted in UTF-16 code units from 0.</param>
/// <param name="End">One past the word's last character.</param>
internal sealed record HighlightResponse(int Start, int End);
