namespace RagCluster.Api.OpenAi;

/// <summary>The models as OpenAI's API lists them.</summary>
/// <param name="Data">The models.</param>
internal sealed record OpenAiModels(OpenAiModel[] Data)
{
    /// <summary>What it is.</summary>
    public string Object => "list";
}
