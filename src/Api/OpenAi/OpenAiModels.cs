namespace RagCluster.Api.OpenAi;

/// <summary>The models as OpenAI's API lists them.</summary>
/// <param name="Data">The models.</param>
internal sealed record OpenAiModels(OpenAiModel[] Data)
{
    /// <summary>Always <c>list</c>.</summary>
    public string Object => "list";
}
