using System.Text.Json;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary>Asks, and shows the answer while it comes.</summary>
internal static class AnswerShow
{
    /// <summary>Asks a collection: for a person sentence by sentence, as JSON whole.</summary>
    /// <exception cref="RagClientException">The server could not answer.</exception>
    internal static async Task<AnswerView> AskAsync(
        RagClient client,
        string collection,
        QueryBody body,
        Report report,
        CancellationToken cancellationToken
    )
    {
        string path = $"/api/v1/collections/{Uri.EscapeDataString(collection)}/ask";
        if (report.AsJson)
        {
            AnswerView whole = await client.PostAsync<AnswerView>(path, body, cancellationToken);
            report.Write(whole, AnswerText.Write);
            return whole;
        }

        AnswerText.WriteQuestion(body.Query);
        AnswerView? answer = null;
        bool isShown = false;
        await foreach (AnswerEventView next in client.StreamAsync(path, body with { Stream = true }, cancellationToken))
        {
            if (next.Name == "message")
            {
                AnswerText.WriteSentence(next.Data.Deserialize<SentenceView>(RagClient.Json)!);
                isShown = true;
            }
            else if (next.Name == "final_answer")
            {
                answer = next.Data.Deserialize<AnswerView>(RagClient.Json);
            }
        }

        if (answer is null)
            throw new RagClientException("The answer broke off. Ask again.");
        AnswerText.WriteRest(answer, isShown);
        return answer;
    }
}
