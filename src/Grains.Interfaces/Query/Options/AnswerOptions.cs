using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>How an answer is made; a search does without.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AnswerOptions")]
public sealed record AnswerOptions
{
    private const int ChatModelLengthMax = 256;
    private const int PromptLengthMax = 2000;

    /// <summary>For <c>ask</c>: what was asked and answered before, oldest first.</summary>
    [Id(0)]
    public ConversationTurn[] History { get; init; } = [];

    /// <summary>For <c>ask</c>: whether the question is searched in several wordings.</summary>
    [Id(1)]
    [Option(ForArms = true)]
    public bool MultiQuery { get; init; }

    /// <summary>For <c>ask</c>: whether a passage that the chat model imagines is embedded instead of the question.</summary>
    [Id(2)]
    [Option(ForArms = true)]
    public bool Hyde { get; init; }

    /// <summary>For <c>ask</c>: the most tokens of passages that the answer is made from; null for the server's limit.</summary>
    [Id(3)]
    [Option(ForArms = true)]
    public int? ContextTokensMax { get; init; }

    /// <summary>For <c>ask</c>: the chat model that writes, one of those that the server lists; null for the configured one.</summary>
    [Id(4)]
    [Option(ForArms = true)]
    public string? ChatModel { get; init; }

    /// <summary>
    /// For <c>ask</c>: how a chat model is to write, as far as the rules of grounding allow; null for nothing in particular.
    /// </summary>
    [Id(5)]
    [Option(ForArms = true)]
    public string? Prompt { get; init; }

    internal AnswerOptions Checked()
    {
        if (ChatModel is { Length: 0 or > ChatModelLengthMax })
            throw RagException.Invalid("chat_model", $"chat_model has 1 to {ChatModelLengthMax} characters.");
        if (Prompt is { Length: 0 or > PromptLengthMax })
            throw RagException.Invalid("prompt", $"prompt has 1 to {PromptLengthMax} characters.");
        if (ContextTokensMax is < 1)
            throw RagException.Invalid("context_tokens_max", "context_tokens_max is at least 1.");
        if (History.Length > ConversationTurn.TurnsMax)
            throw RagException.Invalid("history", $"history holds at most {ConversationTurn.TurnsMax} turns; send the last ones.");
        return this with { History = [.. History.Select((turn, i) => Checked(turn, $"history[{i}]"))] };
    }

    private static ConversationTurn Checked(ConversationTurn? turn, string field)
    {
        string question = turn?.Question?.Trim() ?? "";
        if (question.Length is 0 or > SearchRequest.QueryLengthMax)
            throw RagException.Invalid(
                $"{field}.question",
                $"A question has 1 to {SearchRequest.QueryLengthMax} characters; this one has {question.Length}."
            );
        // A body may say null for an answer that there was none.
        string answer = turn!.Answer ?? "";
        if (answer.Length > ConversationTurn.AnswerLengthMax)
            throw RagException.Invalid(
                $"{field}.answer",
                $"An answer has at most {ConversationTurn.AnswerLengthMax} characters; this one has {answer.Length}."
            );
        return new ConversationTurn(question) { Answer = answer };
    }
}
