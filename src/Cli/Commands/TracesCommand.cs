using System.CommandLine;
using System.Net;
using RagCluster.Cli.Tracing;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag traces</c>.</summary>
internal static class TracesCommand
{
    private const int PortDefault = 4318;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(6);

    /// <summary>Builds the command.</summary>
    internal static Command Create()
    {
        Option<int> port = new("--port") { Description = "The port to listen on", DefaultValueFactory = _ => PortDefault };
        WholeNumber.Within(port, 1, 65_535);
        Command command = new(
            "traces",
            "Collect traces on this machine and print each as a tree; start servers with OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318"
        )
        {
            port,
        };
        command.SetAction((parse, cancellationToken) => RunAsync(parse.GetValue(port), TimeProvider.System, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int port, TimeProvider time, CancellationToken cancellationToken)
    {
        using OtlpReceiver receiver = Listen(port);
        await Console.Error.WriteLineAsync($"Listening on http://127.0.0.1:{port}; Ctrl+C ends.");
        Dictionary<string, (List<TraceSpan> Spans, long LastAt)> open = [];
        await using IAsyncEnumerator<List<TraceSpan>> exports = receiver
            .ReceiveAsync(cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        Task<bool> next = exports.MoveNextAsync().AsTask();
        while (true)
        {
            // Silos export every few seconds each; a trace is complete when nothing more of it has come for a while.
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (next.IsCompleted)
            {
                if (!await next)
                    return ExitCodes.Ok;
                foreach (IGrouping<string, TraceSpan> trace in exports.Current.GroupBy(span => span.Trace))
                {
                    open[trace.Key] = (
                        [.. open.TryGetValue(trace.Key, out (List<TraceSpan> Spans, long) known) ? known.Spans : [], .. trace],
                        time.GetTimestamp()
                    );
                }

                next = exports.MoveNextAsync().AsTask();
            }

            foreach ((string id, (List<TraceSpan> spans, long _)) in open.Where(t => time.GetElapsedTime(t.Value.LastAt) > Quiet).ToArray())
            {
                await Console.Out.WriteLineAsync(TraceTree.Draw(spans));
                open.Remove(id);
            }
        }
    }

    private static OtlpReceiver Listen(int port)
    {
        try
        {
            return new OtlpReceiver(port);
        }
        catch (HttpListenerException taken)
        {
            throw new IOException($"Port {port} can't be used ({taken.Message}): choose another one with --port.", taken);
        }
    }
}
