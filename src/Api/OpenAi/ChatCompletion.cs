namespace RagCluster.Api.OpenAi;

/// <summary>The response of <c>/v1/chat/completions</c>, or an event of its stream.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Object"><c>chat.completion</c>, or <c>chat.completion.chunk</c> in a stream.</param>
/// <param name="Created">When the answer was begun, in seconds since 1970.</param>
/// <param name="Model">The model of the request.</param>
/// <param name="Choices">The answer.</param>
/// <param name="Rag">What OpenAI's form has no place for; in the last event of a stream.</param>
/// <param name="Usage">The tokens; in a stream where they were asked for, in an event of their own.</param>
internal sealed record ChatCompletion(
    string Id,
    string Object,
    long Created,
    string Model,
    ChatChoice[] Choices,
    ChatReport? Rag,
    ChatUsage? Usage = null
);
