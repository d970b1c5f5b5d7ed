using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi;

/// <summary>What a stream has beside its pieces.</summary>
/// <param name="IncludeUsage">Whether a last piece without choices tells the tokens.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record StreamOptionsBody(bool? IncludeUsage = null);
