using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Contract.Tests.Mutations;

/// <summary>
/// What no client sends, over raw connections, while fifty more of them are held open half way through a head: no server error, no request
/// that hides in another one's body is answered, every refusal is a problem, and the server goes on. <c>RAG_TEST_RAW</c> says how many
/// (600), <c>RAG_TEST_SEED</c> which.
/// </summary>
public sealed partial class RawNonsenseTests(ITestOutputHelper output)
{
    private const int Senders = 16;
    private const int SlowConnections = 50;
    private const int FaultsShown = 20;

    // What a server that has warmed up may still grow by: room for the pools of connections and for a heap that was not yet collected.
    private const long GrowthMax = 256L << 20;

    [Fact]
    public async Task Nonsense_NeverBreaksTheServer()
    {
        int count = Number("RAG_TEST_RAW", 600);
        int seed = Number("RAG_TEST_SEED", 20261123);
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath);
        Uri address = silo.Http.BaseAddress!;
        RawSender sender = new(address);
        RagHttp rag = new(silo.Http);
        await rag.PostAsync("/api/v1/collections", new { name = "m0" });
        await rag.UploadJsonAsync("m0", new { id = "d1", text = "The mill stands by the river." });
        using SlowHeads slow = await SlowHeads.OpenAsync(address, SlowConnections);
        ConcurrentDictionary<string, int> ends = new();
        ConcurrentQueue<string> faults = new();
        // The first tenth is for warming up: pools, compiled code.
        await WalkAsync(0, count / 10);
        long before = silo.ResidentBytes;
        await WalkAsync(count / 10, count);
        long grown = silo.ResidentBytes - before;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} requests of {RawNonsense.Kinds.Length} kinds, seed {seed}, {faults.Count} faults; "
                    + $"resident memory {before >> 20} MiB after a tenth, {grown / 1048576.0:+0.0;-0.0} MiB at the end; "
                    + $"{slow.OpenCount()} of {SlowConnections} slow heads open"
            )
        );
        output.WriteLine(string.Join(", ", ends.OrderBy(end => end.Key).Select(end => $"{end.Key}: {end.Value}")));
        Assert.True(faults.IsEmpty, string.Join("\n\n", faults.Take(FaultsShown)));
        Assert.False(silo.HasExited);
        Reply found = await rag.SearchAsync("m0", new { query = "mill" });
        Assert.Equal("d1", found.Text("results", 0, "document_id"));
        Assert.True(grown < GrowthMax, $"The server grew by {grown >> 20} MiB.");

        Task WalkAsync(int from, int to) =>
            Parallel.ForAsync(
                from,
                to,
                new ParallelOptions { MaxDegreeOfParallelism = Senders },
                async (i, _) =>
                {
                    string kind = RawNonsense.Kinds[i % RawNonsense.Kinds.Length];
                    byte[] bytes = new RawNonsense(address.Authority, new Random(seed + i)).Make(kind);
                    byte[]? received = await sender.SendAsync(bytes);
                    string[] statuses = received is null ? [] : Statuses(received);
                    ends.AddOrUpdate(statuses.Length == 0 ? "no answer" : statuses[^1], 1, (_, n) => n + 1);
                    if (Fault(received, statuses) is { } fault)
                        faults.Enqueue($"{i} {kind}: {fault}\n{Shortened(bytes)}\n=> {Shortened(received ?? [])}");
                }
            );
    }

    private static string? Fault(byte[]? received, string[] statuses)
    {
        if (received is null)
            return "the connection was kept open";
        if (statuses.Length == 0)
            return received.Length == 0 ? null : "what came is no response";
        // A version that no server speaks has a status of its own.
        if (Array.Find(statuses, status => status[0] == '5' && status != "505") is { } error)
            return $"server error {error}";
        string text = Encoding.UTF8.GetString(received);
        if (text.Contains(RawNonsense.Smuggled, StringComparison.Ordinal))
            return "a request out of another one's body was answered";
        RawReply reply = RawReply.Parse(Encoding.UTF8.GetBytes(text[StatusLine().Matches(text)[^1].Index..]));
        // Whether no body was wanted can't be said of a request that nobody can read.
        bool isBare = reply.Body.Length == 0 && text.Contains("Content-Length: 0", StringComparison.OrdinalIgnoreCase);
        return reply.Status is 505 or 101 ? null : Verdict.Fault(reply, isHead: isBare);
    }

    private static string[] Statuses(byte[] received) =>
        [.. StatusLine().Matches(Encoding.Latin1.GetString(received)).Select(match => match.Groups[1].Value)];

    private static string Shortened(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        return text.Length <= 1500 ? text : $"{text[..1500]}… ({text.Length})";
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : otherwise;

    [GeneratedRegex(@"HTTP/1\.1 (\d{3}) ")]
    private static partial Regex StatusLine();

    /// <summary>Connections that begin a head and go on with a byte only when they are asked whether they are open.</summary>
    private sealed class SlowHeads(List<TcpClient> connections) : IDisposable
    {
        internal static async Task<SlowHeads> OpenAsync(Uri server, int count)
        {
            List<TcpClient> connections = [];
            for (int i = 0; i < count; i++)
            {
                TcpClient client = new();
                await client.ConnectAsync(server.Host, server.Port);
                await client.GetStream().WriteAsync("POST /api/v1/collections HTTP/1.1\r\nHost: a\r\nX-"u8.ToArray());
                connections.Add(client);
            }

            return new SlowHeads(connections);
        }

        internal int OpenCount() => connections.Count(client => !(client.Client.Poll(0, SelectMode.SelectRead) && client.Available == 0));

        public void Dispose() => connections.ForEach(client => client.Dispose());
    }
}
