using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Queries;

/// <summary>A question that was asked before.</summary>
/// <param name="Question">The question as it was asked, 1 to 1,000 characters.</param>
/// <param name="Answer">What was answered, if anything, up to 10,000 characters.</param>
internal sealed record TurnBody(string Question, string? Answer = null)
{
    /// <summary>The validated turn.</summary>
    /// <param name="field">Its place in the body.</param>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal ConversationTurn ToTurn(string field)
    {
        string question = Question.Trim();
        if (question.Length is 0 or > SearchRequest.QueryLengthMax)
            throw RagException.Invalid(
                $"{field}.question",
                $"A question has 1 to {SearchRequest.QueryLengthMax} characters; this one has {question.Length}."
            );
        if (Answer is { Length: > ConversationTurn.AnswerLengthMax })
            throw RagException.Invalid(
                $"{field}.answer",
                $"An answer has at most {ConversationTurn.AnswerLengthMax} characters; this one has {Answer.Length}."
            );
        return new ConversationTurn(question, Answer ?? "");
    }
}
