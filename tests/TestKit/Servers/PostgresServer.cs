using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace RagCluster.TestKit.Servers;

/// <summary>
/// A real PostgreSQL server on a free loopback port with a data folder of its own. It does not run as root: a test that does starts it as
/// the system user <c>postgres</c>, which comes with the package.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> LazyShared = new(StartSharedAsync);
    private static int _databases;
    private readonly DirectoryInfo _folder;
    private readonly string _host;
    private readonly string[] _arguments;
    private ChildProcess _process;

    private PostgresServer(DirectoryInfo folder, int port, string host)
    {
        _folder = folder;
        _host = host;
        Port = port;
        string addresses = host == LoopbackPort.Address ? host : $"{LoopbackPort.Address},{host}";
        _arguments =
        [
            "-D",
            DataFolder,
            "-p",
            port.ToString(CultureInfo.InvariantCulture),
            "-c",
            $"listen_addresses={addresses}",
            "-c",
            "unix_socket_directories=",
            "-c",
            "shared_buffers=64MB",
            "-c",
            "max_connections=200",
            "-c",
            "log_min_messages=warning",
        ];
        _process = Launch();
    }

    /// <summary>The port on 127.0.0.1, and on the other address if one was named.</summary>
    public int Port { get; }

    private string DataFolder => Path.Combine(_folder.FullName, "data");

    /// <summary>One server for all tests of this process; it ends with the process.</summary>
    public static Task<PostgresServer> SharedAsync() => LazyShared.Value;

    /// <summary>Makes a data folder and starts a server on it.</summary>
    /// <param name="host">The address that others of its network shall use; it listens there beside 127.0.0.1.</param>
    public static async Task<PostgresServer> StartAsync(string host = LoopbackPort.Address)
    {
        DirectoryInfo folder = await CreateFolderAsync();
        string data = Path.Combine(folder.FullName, "data");
        await ChildProcess.RunAsync(
            [
                .. SystemUser.RunAsPostgres,
                PostgresBinaries.Find("initdb"),
                "-D",
                data,
                "-U",
                "rag",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ],
            folder.FullName
        );
        if (host != LoopbackPort.Address)
            await File.AppendAllTextAsync(Path.Combine(data, "pg_hba.conf"), "host all all samenet trust\n");
        return await StartAsync(folder, host);
    }

    /// <summary>Starts a server that follows this one by streaming, on a copy of its data.</summary>
    public async Task<PostgresServer> StartReplicaAsync()
    {
        DirectoryInfo folder = await CreateFolderAsync();
        string[] command =
        [
            PostgresBinaries.Find("pg_basebackup"),
            "--pgdata",
            Path.Combine(folder.FullName, "data"),
            "--dbname",
            FormattableString.Invariant($"host={LoopbackPort.Address} port={Port} user=rag"),
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync",
        ];
        await ChildProcess.RunAsync([.. SystemUser.RunAsPostgres, .. command], folder.FullName);
        return await StartAsync(folder, _host);
    }

    /// <summary>Where a database of this server is.</summary>
    /// <param name="database">The database.</param>
    public string ConnectionString(string database = "postgres") =>
        FormattableString.Invariant($"Host={_host};Port={Port};Username=rag;Password=unused;Database={database}");

    /// <summary>Makes an empty database.</summary>
    /// <returns>Where it is.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = FormattableString.Invariant($"test{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Runs a statement on the database <c>postgres</c>.</summary>
    /// <param name="sql">The statement.</param>
    public async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = new($"{ConnectionString()};Pooling=false;Timeout=5");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends the server as a power cut would: SIGKILL to the postmaster. Its children notice within some seconds.</summary>
    public async Task KillAsync()
    {
        _process.Signal("KILL");
        await _process.WaitAsync();
    }

    /// <summary>Pauses the server, as a machine that hangs: connections stay open and nothing answers.</summary>
    public Task PauseSessionsAsync() => SignalAllAsync("STOP");

    /// <summary>Lets a paused server go on.</summary>
    public Task ResumeSessionsAsync() => SignalAllAsync("CONT");

    /// <summary>Starts the server again on its data and waits until it accepts connections.</summary>
    public async Task StartAgainAsync()
    {
        // Children of a killed postmaster hold its shared memory for some seconds; until then a new one refuses to start.
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            await _process.DisposeAsync();
            _process = Launch();
            try
            {
                await WaitAsync();
                return;
            }
            catch (InvalidOperationException) when (Stopwatch.GetElapsedTime(began) < TestPatience.Max)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Immediate shutdown: the postmaster ends its children, and the data is not needed any more.
        await ResumeSessionsAsync();
        _process.Signal("QUIT");
        await _process.WaitAsync();
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<DirectoryInfo> CreateFolderAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rag-postgres-");
        if (SystemUser.IsRoot)
            await ChildProcess.RunAsync(["chown", SystemUser.Postgres, folder.FullName], "/");
        return folder;
    }

    private static async Task<PostgresServer> StartAsync(DirectoryInfo folder, string host)
    {
        PostgresServer server = new(folder, LoopbackPort.Reserve(), host);
        try
        {
            await server.WaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        PostgresServer server = await StartAsync();
        SharedServers.Add(new SharedServer(() => server._process, "QUIT", server._folder));
        return server;
    }

    // The postmaster first: it would replace nothing, but a new session must not slip in.
    private async Task SignalAllAsync(string name)
    {
        _process.Signal(name);
        if (!_process.HasExited)
            await ChildProcess.RunAsync(
                ["pkill", $"-{name}", "-P", _process.Id.ToString(CultureInfo.InvariantCulture), "."],
                "/",
                exitCodeMax: 1
            );
    }

    private ChildProcess Launch() =>
        ChildProcess.Start([.. SystemUser.RunAsPostgres, PostgresBinaries.Find("postgres"), .. _arguments], _folder.FullName);

    private async Task WaitAsync()
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException)
            {
                if (_process.HasExited || Stopwatch.GetElapsedTime(began) > TestPatience.Max)
                    throw new InvalidOperationException($"PostgreSQL did not start:\n{_process.Log}");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }
}
