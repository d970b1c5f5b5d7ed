using System.Diagnostics;
using System.Globalization;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Server;

/// <summary>
/// Redis on a free loopback port, behind a password that is made at each start. It holds the cluster's members and nothing that may not be
/// lost.
/// </summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(20);
    private readonly ChildProcess _process;

    private RedisProcess(ChildProcess process, int port, string password)
    {
        _process = process;
        Address = FormattableString.Invariant($"127.0.0.1:{port}");
        ConnectionString = $"{Address},password={password}";
    }

    /// <summary>Where it is.</summary>
    internal string Address { get; }

    /// <summary>Where it is, password included: for environments, not for messages.</summary>
    internal string ConnectionString { get; }

    /// <summary>Ends when the server ends.</summary>
    internal Task Exited => _process.Exited;

    /// <summary>The end of its log.</summary>
    internal string LastLines => _process.LastLines;

    /// <summary>Starts the server.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="cancellationToken">Ends the wait and the server.</param>
    /// <exception cref="RagClientException">It is missing or did not start; the message says what to do.</exception>
    internal static async Task<RedisProcess> StartAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        int port = LoopbackPort.Reserve();
        string password = SecretFile.NewPassword();
        string secrets = Path.Combine(folder, "secrets.conf");
        SecretFile.Write(secrets, $"requirepass {password}\n");
        string[] command =
        [
            .. Programs.OwnGroup,
            Programs.Redis,
            secrets,
            "--port",
            port.ToString(CultureInfo.InvariantCulture),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            folder,
        ];
        RedisProcess server = new(ChildProcess.Start(command, new Dictionary<string, string>()), port, password);
        long began = Stopwatch.GetTimestamp();
        try
        {
            while (!await LoopbackPort.AnswersAsync(port, cancellationToken))
            {
                if (server._process.HasExited || Stopwatch.GetElapsedTime(began) > ReadyMax)
                    throw new RagClientException($"Redis did not start:{Environment.NewLine}{server.LastLines}");
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
