namespace RagCluster.Client.Chat;

/// <summary>What a part of an answer stands on.</summary>
/// <param name="UrlCitation">The citation.</param>
internal sealed record ChatSource(ChatCitation? UrlCitation);
