namespace RagCluster.Silo.Chat;

/// <summary>A chat endpoint answered with success and with something that is no answer.</summary>
/// <param name="message">What it was, as a sentence for the operator; never text of the answer.</param>
internal sealed class ChatStreamException(string message) : Exception(message);
