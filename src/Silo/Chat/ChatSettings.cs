using RagCluster.Corpus.Errors;

namespace RagCluster.Silo.Chat;

/// <summary>
/// The chat model that writes answers. Section <c>Chat</c>: <c>RAG__Chat__Endpoint</c> and so on. Without an endpoint answers are
/// extractive.
/// </summary>
internal sealed class ChatSettings
{
    /// <summary>The configuration section.</summary>
    internal const string Section = "Chat";

    /// <summary>The base address of an OpenAI-compatible API, for example <c>http://127.0.0.1:11434/v1</c> for Ollama.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The model's name.</summary>
    public string Model { get; set; } = "";

    /// <summary>The key, if the endpoint asks for one.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// How long the first word may take before the answer falls back to extraction. A model that thinks before it writes may need more.
    /// </summary>
    public TimeSpan FirstTokenMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with these settings, naming the setting and the fix; empty when nothing is.</summary>
    internal IEnumerable<string> Validate()
    {
        if (Endpoint.Length == 0)
            yield break;
        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            yield return $"RAG__Chat__Endpoint is '{ShownAddress.Of(Endpoint)}': set an http or https address, for example "
                + "http://127.0.0.1:11434/v1.";
        if (Model.Length == 0)
            yield return "RAG__Chat__Endpoint is set and RAG__Chat__Model is empty: name the model that answers.";
        if (FirstTokenMax <= TimeSpan.Zero)
            yield return $"RAG__Chat__FirstTokenMax is {FirstTokenMax}: set a positive time, for example 00:00:30.";
    }
}
