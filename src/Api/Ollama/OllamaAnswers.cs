using System.Runtime.CompilerServices;
using RagCluster.Api.OpenAi;
using RagCluster.Api.Queries;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Ollama;

/// <summary>
/// Puts an answer into Ollama's form: a line for each sentence and a last one that says how long it took, in nanoseconds, with the
/// citations as an addition of ours. An error after the beginning is a line with <c>error</c>. No tokens are counted.
/// </summary>
/// <param name="model">The model of the request.</param>
/// <param name="isChat">Whether a piece is a message; otherwise it is a response.</param>
/// <param name="time">The clock.</param>
internal sealed class OllamaAnswers(string model, bool isChat, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private readonly AnswerText _text = new();

    /// <summary>A whole answer.</summary>
    internal object Write(Answer answer) => End(answer, answer.Abstention?.Reason ?? answer.Text);

    /// <summary>The lines of an answer.</summary>
    internal async IAsyncEnumerable<object> WriteAsync(
        IAsyncEnumerable<QueryEvent> events,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using IAsyncEnumerator<QueryEvent> source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            (QueryEvent? next, OpenAiError? error) = await ChatStream.NextAsync(source, cancellationToken);
            if (error is not null)
                yield return new { error = error.Message };
            switch (next)
            {
                case null:
                    yield break;
                case SentenceAnswered answered:
                    yield return Line(_text.Add(answered.Sentence));
                    break;
                case AnswerCompleted { Answer: { } answer }:
                    if (answer.Abstention is { } abstention)
                        yield return Line(abstention.Reason);
                    yield return End(answer, "");
                    break;
            }
        }
    }

    private Dictionary<string, object> Line(string text)
    {
        Dictionary<string, object> line = new() { ["model"] = model, ["created_at"] = time.GetUtcNow() };
        if (isChat)
            line["message"] = new { role = "assistant", content = text };
        else
            line["response"] = text;
        line["done"] = false;
        return line;
    }

    private Dictionary<string, object> End(Answer answer, string text)
    {
        long took = (long)time.GetElapsedTime(_began).TotalNanoseconds;
        Dictionary<string, object> line = Line(text);
        line["done"] = true;
        line["done_reason"] = "stop";
        line["total_duration"] = took;
        line["eval_duration"] = took;
        line["citations"] = answer.Citations.Select(CitationResponse.From).ToArray();
        line["rag"] = ChatReport.Of(answer);
        return line;
    }
}
