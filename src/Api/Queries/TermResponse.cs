namespace RagCluster.Api.Queries;

/// <summary>A term of a question.</summary>
/// <param name="Text">The term as it was asked.</param>
/// <param name="Weight">How much it tells: a rare one more.</param>
/// <param name="Missing">Whether no passage holds it.</param>
internal sealed record TermResponse(string Text, double Weight, bool Missing);
