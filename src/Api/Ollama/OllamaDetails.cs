namespace RagCluster.Api.Ollama;

/// <summary>What a model is, as far as Ollama's form has a word for it.</summary>
/// <param name="Family">rag for a collection.</param>
internal sealed record OllamaDetails(string Family)
{
    /// <summary>The same, as a list.</summary>
    public string[] Families => [Family];

    /// <summary>There is none.</summary>
    public string ParentModel => "";

    /// <summary>Not one of Ollama's files.</summary>
    public string Format => "";

    /// <summary>Nobody asks a collection that.</summary>
    public string ParameterSize => "";

    /// <summary>Nor that.</summary>
    public string QuantizationLevel => "";
}
