using System.Diagnostics;
using System.Globalization;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Server;

/// <summary>PostgreSQL on a free loopback port, its data in a folder of ours, behind a password that is made once.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private const string User = "rag";
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> Environment = new() { ["LC_ALL"] = "C.UTF-8" };
    private readonly ChildProcess _process;

    private PostgresProcess(ChildProcess process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
    }

    /// <summary>Where it is, password included: for environments, not for messages.</summary>
    internal string ConnectionString { get; }

    /// <summary>Ends when the server ends.</summary>
    internal Task Exited => _process.Exited;

    /// <summary>The end of its log.</summary>
    internal string LastLines => _process.LastLines;

    /// <summary>Starts the server, and makes its folder the first time.</summary>
    /// <param name="folder">The folder that keeps its data and its password.</param>
    /// <param name="cancellationToken">Ends the wait and the server.</param>
    /// <exception cref="RagClientException">It is missing or did not start; the message says what to do.</exception>
    internal static async Task<PostgresProcess> StartAsync(string folder, CancellationToken cancellationToken)
    {
        string data = Path.Combine(folder, "data");
        string passwordFile = Path.Combine(folder, "password");
        Directory.CreateDirectory(folder);
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
            await CreateAsync(folder, data, passwordFile, cancellationToken);
        int port = LoopbackPort.Reserve();
        string portText = port.ToString(CultureInfo.InvariantCulture);
        string[] command =
        [
            .. Programs.OwnGroup,
            .. Programs.AsPostgres,
            Programs.Postgres("postgres"),
            "-D",
            data,
            "-p",
            portText,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
        ];
        string password = await File.ReadAllTextAsync(passwordFile, cancellationToken);
        // SIGINT is PostgreSQL's fast shutdown: it does not wait for sessions, and by then there are none.
        PostgresProcess server = new(
            ChildProcess.Start(command, Environment, stopSignal: "INT"),
            $"Host=127.0.0.1;Port={portText};Database=postgres;Username={User};Password={password.Trim()}"
        );
        try
        {
            await server.WaitAsync(port, cancellationToken);
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

    private static async Task CreateAsync(string folder, string data, string passwordFile, CancellationToken cancellationToken)
    {
        SecretFile.Write(passwordFile, SecretFile.NewPassword());
        if (Programs.IsRoot)
            await ChildProcess.RunAsync(["chown", "-R", Programs.UserForPostgres, folder], cancellationToken);
        try
        {
            await ChildProcess.RunAsync(
                [
                    .. Programs.AsPostgres,
                    Programs.Postgres("initdb"),
                    "-D",
                    data,
                    "-U",
                    User,
                    "-E",
                    "UTF8",
                    "-A",
                    "scram-sha-256",
                    $"--pwfile={passwordFile}",
                ],
                cancellationToken
            );
        }
        catch (RagClientException failed) when (Programs.IsRoot)
        {
            throw new RagClientException(
                $"{failed.Message}{System.Environment.NewLine}As root PostgreSQL runs as the user '{Programs.UserForPostgres}', "
                    + $"which must be able to enter {folder}: choose another --data if it can't."
            );
        }
    }

    private async Task WaitAsync(int port, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await LoopbackPort.AnswersAsync(port, cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > ReadyMax)
                throw new RagClientException($"PostgreSQL did not start:{System.Environment.NewLine}{LastLines}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }
}
