using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace RagCluster.TestKit.Servers;

/// <summary>
/// A real PgBouncer in transaction mode before a PostgreSQL server. It has fewer connections than its clients, so that two transactions of
/// one client hardly ever meet the same session.
/// </summary>
public sealed class PgBouncerServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PgBouncerServer>> LazyShared = new(StartSharedAsync);
    private readonly DirectoryInfo _folder;
    private readonly ChildProcess _process;

    private PgBouncerServer(DirectoryInfo folder, int port)
    {
        _folder = folder;
        Port = port;
        _process = ChildProcess.Start([.. SystemUser.RunAsPostgres, "pgbouncer", File(folder)], folder.FullName);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>One before the server that all tests of this process share.</summary>
    public static Task<PgBouncerServer> SharedAsync() => LazyShared.Value;

    /// <summary>Starts one and waits until it answers.</summary>
    /// <param name="server">The server behind it.</param>
    /// <param name="ignoresOptions">Whether it drops the options of a connection instead of refusing it.</param>
    public static async Task<PgBouncerServer> StartAsync(PostgresServer server, bool ignoresOptions = false)
    {
        ArgumentNullException.ThrowIfNull(server);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rag-pgbouncer-");
        int port = LoopbackPort.Reserve();
        await System.IO.File.WriteAllTextAsync(
            File(folder),
            $"""
            [databases]
            * = host={LoopbackPort.Address} port={server.Port.ToString(CultureInfo.InvariantCulture)} user=rag
            [pgbouncer]
            listen_addr = {LoopbackPort.Address}
            listen_port = {port.ToString(CultureInfo.InvariantCulture)}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 3
            max_client_conn = 200
            ignore_startup_parameters = extra_float_digits{(ignoresOptions ? ",options" : "")}
            """
        );
        if (SystemUser.IsRoot)
            await ChildProcess.RunAsync(["chown", "-R", SystemUser.Postgres, folder.FullName], "/");
        PgBouncerServer pooler = new(folder, port);
        await pooler.WaitAsync(server);
        return pooler;
    }

    /// <summary>The same database by way of the pooler.</summary>
    /// <param name="connectionString">Where it is.</param>
    public string Through(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = LoopbackPort.Address, Port = Port }.ConnectionString;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string File(DirectoryInfo folder) => Path.Combine(folder.FullName, "pgbouncer.ini");

    private static async Task<PgBouncerServer> StartSharedAsync()
    {
        PgBouncerServer pooler = await StartAsync(await PostgresServer.SharedAsync());
        SharedServers.Add(new SharedServer(() => pooler._process, "INT", pooler._folder));
        return pooler;
    }

    private async Task WaitAsync(PostgresServer server)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using NpgsqlConnection connection = new($"{Through(server.ConnectionString())};Pooling=false;Timeout=5");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException)
            {
                if (_process.HasExited || Stopwatch.GetElapsedTime(began) > TestPatience.Max)
                    throw new InvalidOperationException($"PgBouncer did not start:\n{_process.Log}");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }
}
