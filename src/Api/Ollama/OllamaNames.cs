namespace RagCluster.Api.Ollama;

/// <summary>The names of models as Ollama's clients write them.</summary>
internal static class OllamaNames
{
    private const string Tag = ":latest";

    /// <summary>A name without the tag that clients put after it.</summary>
    internal static string Plain(string name) => name.EndsWith(Tag, StringComparison.Ordinal) ? name[..^Tag.Length] : name;
}
