namespace RagCluster.Client.Jobs;

/// <summary>Why a document could not be indexed.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For a person.</param>
public sealed record RagError(string Code, string Message);
