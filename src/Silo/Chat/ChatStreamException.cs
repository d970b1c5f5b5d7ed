namespace RagCluster.Silo.Chat;

/// <summary>A chat endpoint answered with success and with something that is no answer.</summary>
/// <param name="message">What it was, as a sentence for the operator; never text of the answer.</param>
/// <param name="cause">What was found out first, or null.</param>
internal sealed class ChatStreamException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The exception for what came in the place of an answer.</summary>
    /// <param name="what">It, after "answered with".</param>
    /// <param name="cause">What was found out first, or null.</param>
    internal static ChatStreamException Answered(string what, Exception? cause = null) =>
        new($"The chat endpoint answered with {what}.", cause);
}
