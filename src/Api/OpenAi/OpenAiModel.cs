namespace RagCluster.Api.OpenAi;

/// <summary>A model as OpenAI's API lists it.</summary>
/// <param name="Id">A model's name, or <c>collection/NAME</c>.</param>
/// <param name="Created">When, in seconds since 1970; 0 where nobody knows.</param>
internal sealed record OpenAiModel(string Id, long Created)
{
    /// <summary>What it is.</summary>
    public string Object => "model";

    /// <summary>Whose it is.</summary>
    public string OwnedBy => "ragcluster";
}
