namespace RagCluster.Client.Chat;

/// <summary>What went wrong after a stream began.</summary>
/// <param name="Message">For a person.</param>
/// <param name="Code">For programs.</param>
internal sealed record ChatError(string? Message, string? Code);
