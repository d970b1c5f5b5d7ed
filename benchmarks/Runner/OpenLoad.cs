using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace RagCluster.Benchmarks;

/// <summary>
/// Requests at the moments of a schedule, whether or not earlier ones have been answered, as people send them who do not know of each
/// other. A time counts from the scheduled moment: a server that stands still for a second is slow for all who came in that second, and
/// not for one (G. Tene, "How NOT to Measure Latency"). The gaps are those of a Poisson process.
/// </summary>
/// <param name="http">The server.</param>
/// <param name="path">The path that is asked.</param>
/// <param name="body">The next request's body; null for a GET.</param>
internal sealed class OpenLoad(HttpClient http, string path, Func<string?> body)
{
    // More than these at once tell that the rate is above what the server can do, and nothing else.
    private const int WaitingMax = 2_000;
    private const int Seed = 400;

    /// <summary>Sends requests.</summary>
    /// <param name="rate">How many a second.</param>
    /// <param name="length">For how long; then what is under way is waited for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<OpenLoadResult> RunAsync(double rate, TimeSpan length, CancellationToken cancellationToken)
    {
        Random gaps = new(Seed);
        ConcurrentBag<double> answered = [];
        List<Task> sent = [];
        int waiting = 0,
            refused = 0,
            failed = 0;
        long began = Stopwatch.GetTimestamp();
        TimeSpan due = TimeSpan.Zero;
        while ((due += TimeSpan.FromSeconds(-Math.Log(1 - gaps.NextDouble()) / rate)) < length)
        {
            TimeSpan early = due - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, TimeProvider.System, cancellationToken);
            if (waiting >= WaitingMax)
                Interlocked.Increment(ref refused);
            else
                sent.Add(SendAsync(due));
        }

        await Task.WhenAll(sent);
        return new OpenLoadResult(
            rate,
            new Latencies(answered, Stopwatch.GetElapsedTime(began).TotalSeconds),
            length.TotalSeconds,
            refused,
            failed
        );

        async Task SendAsync(TimeSpan scheduled)
        {
            Interlocked.Increment(ref waiting);
            try
            {
                switch (await AskAsync(cancellationToken))
                {
                    case >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices:
                        answered.Add((Stopwatch.GetElapsedTime(began) - scheduled).TotalMilliseconds);
                        break;
                    case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                        Interlocked.Increment(ref refused);
                        break;
                    default:
                        Interlocked.Increment(ref failed);
                        break;
                }
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }
    }

    /// <summary>Sends one request and reads its answer to the end.</summary>
    /// <returns>Its status; null when there was no answer.</returns>
    internal async Task<HttpStatusCode?> AskAsync(CancellationToken cancellationToken)
    {
        string? content = body();
        using HttpRequestMessage request = new(content is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (content is not null)
            request.Content = new StringContent(content, Encoding.UTF8, "application/json");
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
