using RagCluster.Corpus.Answers;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// The tokens of a conversation and of its answer, which clients of OpenAI's API expect. They are those of the texts that were sent and
/// received, as the cluster's own tokenizer counts: what a chat model behind it reads is more, and stands in its metrics.
/// </summary>
/// <param name="PromptTokens">Tokens of the messages.</param>
/// <param name="CompletionTokens">Tokens of the answer.</param>
/// <param name="TotalTokens">Tokens of both.</param>
internal sealed record ChatUsage(int PromptTokens, int CompletionTokens, int TotalTokens)
{
    /// <summary>Counts.</summary>
    /// <param name="tokens">What counts.</param>
    /// <param name="query">The question.</param>
    /// <param name="history">What was asked and answered before.</param>
    /// <param name="answer">The answer.</param>
    internal static ChatUsage Of(ITextTokens tokens, string query, IEnumerable<ConversationTurn> history, string answer)
    {
        int prompt = tokens.Count(query) + history.Sum(turn => tokens.Count(turn.Question) + tokens.Count(turn.Answer ?? ""));
        int completion = tokens.Count(answer);
        return new ChatUsage(prompt, completion, prompt + completion);
    }
}
