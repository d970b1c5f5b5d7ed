using System.Diagnostics;
using System.Net.Http.Json;
using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>Searches a collection and measures how long each takes until its answer is read.</summary>
/// <param name="collection">The collection.</param>
internal sealed class SearchLoad(string collection)
{
    /// <summary>Asks for some time, each of several callers one question after the other, the silos in turn.</summary>
    /// <param name="clients">The silos.</param>
    /// <param name="callers">How many callers.</param>
    /// <param name="length">How long.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="RagClientException">A search failed: a benchmark with failures has no figures.</exception>
    internal async Task<Latencies> RunAsync(
        IReadOnlyList<HttpClient> clients,
        int callers,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        long began = Stopwatch.GetTimestamp();
        List<double>[] times = await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        Corpus questions = new(seed: 100 + caller);
                        List<double> taken = [];
                        for (int i = caller; Stopwatch.GetElapsedTime(began) < length; i++)
                        {
                            taken.Add(await AskAsync(clients[i % clients.Count], questions.Question(), cancellationToken));
                        }

                        return taken;
                    })
                )
        );
        return new Latencies(times.SelectMany(t => t), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Asks each silo a number of questions that are not measured.</summary>
    /// <param name="clients">The silos.</param>
    /// <param name="callers">How many callers.</param>
    /// <param name="perSilo">How many questions for each silo.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="RagClientException">A search failed.</exception>
    internal async Task WarmUpAsync(IReadOnlyList<HttpClient> clients, int callers, int perSilo, CancellationToken cancellationToken)
    {
        Corpus questions = new(seed: 10);
        (HttpClient Silo, string Question)[] all =
        [
            .. Enumerable.Range(0, perSilo * clients.Count).Select(i => (clients[i % clients.Count], questions.Question())),
        ];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = callers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(all, parallel, async (one, token) => await AskAsync(one.Silo, one.Question, token));
    }

    /// <summary>
    /// Asks two silos the same questions in turn, one at a time, so that whatever else the machine does falls on both alike.
    /// </summary>
    /// <param name="first">One silo.</param>
    /// <param name="second">The other one.</param>
    /// <param name="count">How many questions.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="RagClientException">A search failed.</exception>
    internal async Task<(Latencies First, Latencies Second)> CompareAsync(
        HttpClient first,
        HttpClient second,
        int count,
        CancellationToken cancellationToken
    )
    {
        Corpus questions = new(seed: 50);
        (List<double> ofFirst, List<double> ofSecond) = ([], []);
        for (int i = 0; i < count; i++)
        {
            // Neither always comes first: the second of a pair finds the question's words in warmer caches.
            string question = questions.Question();
            bool swapped = i % 2 == 1;
            double before = await AskAsync(swapped ? second : first, question, cancellationToken);
            double after = await AskAsync(swapped ? first : second, question, cancellationToken);
            ofFirst.Add(swapped ? after : before);
            ofSecond.Add(swapped ? before : after);
        }

        return (new Latencies(ofFirst, ofFirst.Sum() / 1000), new Latencies(ofSecond, ofSecond.Sum() / 1000));
    }

    private async Task<double> AskAsync(HttpClient client, string question, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await client.PostAsJsonAsync(
            $"/api/v1/collections/{collection}/search",
            new
            {
                query = question,
                cache = false,
                experiments = false,
            },
            cancellationToken
        );
        string answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? Stopwatch.GetElapsedTime(began).TotalMilliseconds
            : throw new RagClientException($"A search at {client.BaseAddress} failed with status {(int)response.StatusCode}: {answer}");
    }
}
