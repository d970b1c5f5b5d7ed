using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Client.Queries;

namespace RagCluster.Cli.Commands;

/// <summary>Asks, and shows the answer while it comes.</summary>
internal static class AnswerShow
{
    /// <summary>Asks a collection: for a person sentence by sentence, as JSON whole.</summary>
    /// <exception cref="RagClientException">The server could not answer.</exception>
    internal static async Task<AnswerView> AskAsync(
        RagClient client,
        string collection,
        Question question,
        Report report,
        CancellationToken cancellationToken
    )
    {
        if (report.AsJson)
        {
            AnswerView whole = await client.AskAsync(collection, question, cancellationToken);
            report.Write(whole, AnswerText.Write);
            return whole;
        }

        AnswerText.WriteQuestion(question.Query);
        AnswerView? answer = null;
        bool isShown = false;
        await foreach (AnswerEvent next in client.StreamAsync(collection, question, cancellationToken))
        {
            if (next is SentenceAdded { Sentence: { } sentence })
            {
                AnswerText.WriteSentence(SentenceView.From(sentence));
                isShown = true;
            }
            else if (next is AnswerFinished { Answer: { } finished })
            {
                answer = AnswerView.From(finished);
            }
        }

        // The last event of every answer that did not fail.
        AnswerText.WriteRest(answer!, isShown);
        return answer!;
    }
}
