using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi;

/// <summary>The answer, whole or a piece of it.</summary>
/// <param name="Message">The whole message; null in a stream.</param>
/// <param name="Delta">A piece of it; null where there is no stream.</param>
/// <param name="FinishReason"><c>stop</c> once the answer is whole; null before.</param>
internal sealed record ChatChoice(
    ChatMessage? Message,
    ChatMessage? Delta,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? FinishReason
)
{
    /// <summary>Always 0: there is one answer.</summary>
    public int Index => 0;

    /// <summary>Always null: probabilities are not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? Logprobs => null;
}
