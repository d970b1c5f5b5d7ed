using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi;

/// <summary>A message that the server writes, or a piece of one.</summary>
/// <param name="Role"><c>assistant</c>; left out of the pieces after the first.</param>
/// <param name="Content">The text of the answer, or a piece of it.</param>
/// <param name="Annotations">What it stands on.</param>
internal sealed record ChatMessage(string? Role, string? Content, ChatAnnotation[]? Annotations)
{
    /// <summary>Nothing is refused: a question without evidence gets an answer that says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Refusal => null;
}
