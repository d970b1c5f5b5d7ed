namespace RagCluster.Silo.Chat;

/// <summary>How much of an endpoint's response is read.</summary>
internal static class ChatStreamLimits
{
    /// <summary>
    /// The longest line, in bytes: a line is held whole. An event of one token has some 300 bytes, one with a whole
    /// answer of the 100,000 characters that may be read of a model at most some 600,000.
    /// </summary>
    internal const int LineBytesMax = 1024 * 1024;

    /// <summary>
    /// The longest response, in bytes: 50,000 events of one token each, those of a model that thinks before it writes included.
    /// </summary>
    internal const long ResponseBytesMax = 16 * 1024 * 1024;

    /// <summary>The most of a response that says that it failed; what comes after is left, since it is only quoted.</summary>
    internal const int ErrorBytesMax = 16 * 1024;
}
