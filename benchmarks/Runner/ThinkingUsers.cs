using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>People who ask, read the answer, think, and ask again. Their questions follow Zipf's law; nobody waits for another.</summary>
/// <param name="http">The server.</param>
/// <param name="path">The path that is asked.</param>
/// <param name="questions">What is asked.</param>
internal sealed class ThinkingUsers(HttpClient http, string path, ZipfQuestions questions)
{
    private const int Seed = 500;

    /// <summary>Lets them ask.</summary>
    /// <param name="count">How many people.</param>
    /// <param name="think">How long one thinks on average; the times are exponentially distributed.</param>
    /// <param name="length">For how long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The times, and the share of the answers that came from a cache.</returns>
    /// <exception cref="RagClientException">A request failed: a benchmark with failures has no figures.</exception>
    internal async Task<(Latencies Times, double CachedShare)> RunAsync(
        int count,
        TimeSpan think,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        ConcurrentBag<(double Milliseconds, bool IsCached)> answers = [];
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(UseAsync));
        return (
            new Latencies(answers.Select(answer => answer.Milliseconds), Stopwatch.GetElapsedTime(began).TotalSeconds),
            answers.Average(answer => answer.IsCached ? 1 : 0)
        );

        async Task UseAsync(int user)
        {
            Random random = new(Seed + user);
            while (true)
            {
                TimeSpan pause = think * -Math.Log(1 - random.NextDouble());
                if (Stopwatch.GetElapsedTime(began) + pause >= length)
                    return;
                await Task.Delay(pause, TimeProvider.System, cancellationToken);
                long sent = Stopwatch.GetTimestamp();
                bool isCached = await AskAsync(questions.Next(random), cancellationToken);
                answers.Add((Stopwatch.GetElapsedTime(sent).TotalMilliseconds, isCached));
            }
        }
    }

    /// <summary>Asks once.</summary>
    /// <param name="question">What.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether a cache answered.</returns>
    /// <exception cref="RagClientException">It failed.</exception>
    internal async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync(path, new { query = question }, cancellationToken);
        string answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(answer)!["cached"] is not null
            : throw new RagClientException($"A question failed with status {(int)response.StatusCode}: {answer}");
    }
}
