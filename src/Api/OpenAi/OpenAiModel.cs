namespace RagCluster.Api.OpenAi;

/// <summary>A model as OpenAI's API lists it.</summary>
/// <param name="Id">A model's name, or <c>collection/NAME</c>.</param>
/// <param name="Created">When it came to be, in seconds since 1970; 0 where that is not known.</param>
internal sealed record OpenAiModel(string Id, long Created)
{
    /// <summary>Always <c>model</c>.</summary>
    public string Object => "model";

    /// <summary>Who provides the model.</summary>
    public string OwnedBy => "ragcluster";
}
