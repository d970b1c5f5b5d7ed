namespace RagCluster.Api.Ollama;

/// <summary>What a model is, as far as Ollama's form has a word for it.</summary>
/// <param name="Family"><c>rag</c> for a collection, <c>bert</c> for a model that embeds.</param>
internal sealed record OllamaDetails(string Family)
{
    /// <summary>The same, as a list.</summary>
    public string[] Families => [Family];

    /// <summary>Always empty: no model is made from another here.</summary>
    public string ParentModel => "";

    /// <summary>Not one of Ollama's files.</summary>
    public string Format => "";

    /// <summary>Always empty: nobody asks a collection that.</summary>
    public string ParameterSize => "";

    /// <summary>Always empty: nobody asks a collection that.</summary>
    public string QuantizationLevel => "";
}
