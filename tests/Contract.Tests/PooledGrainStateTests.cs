using System.Net;
using System.Text;
using Npgsql;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests;

/// <summary>
/// A server whose database is behind a pooler that lends its connections for one transaction: the state of grains, which Orleans' own
/// provider keeps in its own tables, comes and goes by it.
/// </summary>
public sealed class PooledGrainStateTests
{
    private const int Files = 40;

    [Fact]
    public async Task ManyGrainsAtOnce_KeepTheirStates_OverAKill()
    {
        await using PostgresServer postgres = await PostgresServer.StartAsync();
        await using PgBouncerServer pooler = await PgBouncerServer.StartAsync(postgres);
        string database = await postgres.CreateDatabaseAsync();
        Dictionary<string, string> settings = new()
        {
            ["RAG__Storage__Provider"] = "postgres",
            ["RAG__Storage__Postgres__ConnectionString"] = pooler.Through(database),
            ["RAG__Storage__Postgres__TransactionPooling"] = "true",
            // These tests are about what is kept, not how soon.
            ["RAG__Storage__Postgres__Timeout"] = "00:00:20",
            ["RAG__Storage__Postgres__IdleTransactionMax"] = "00:00:20",
        };
        string[] ids;
        using (TempFolder data = new())
        {
            await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath, settings);
            RagHttp rag = new(silo.Http);
            // A grain for each file, over the pooler's three connections; each changes one list besides, whose row is contested.
            ids = await Task.WhenAll(Enumerable.Range(0, Files).Select(number => SendAsync(rag, number)));
            foreach (string gone in ids[..2])
                Assert.Equal(HttpStatusCode.OK, (await rag.SendAsync(HttpMethod.Delete, $"/v1/files/{gone}", null)).Status);
            await silo.KillAsync();
        }

        Assert.InRange(
            await CountAsync(database, "SELECT count(*) FROM OrleansStorage WHERE PayloadBinary IS NOT NULL"),
            Files - 2,
            int.MaxValue
        );
        using TempFolder other = new();
        await using SiloProcess second = await SiloProcess.StartAsync(other.FullPath, settings);
        RagHttp again = new(second.Http);
        string[] listed =
        [
            .. (await again.SendAsync(HttpMethod.Get, "/v1/files", null)).Array("data").Select(file => (string)file!["id"]!),
        ];
        Assert.Equal(ids[2..].Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        for (int number = 2; number < Files; number++)
            Assert.Equal(TextOf(number), await second.Http.GetStringAsync($"/v1/files/{ids[number]}/content"));
        Assert.Equal(HttpStatusCode.NotFound, (await again.SendAsync(HttpMethod.Get, $"/v1/files/{ids[0]}", null)).Status);
        // Nothing of the provider stays with a session that the next transaction of somebody else gets.
        Assert.Equal(0, await CountAsync(pooler.Through(database), "SELECT count(*) FROM pg_prepared_statements"));
    }

    private static string TextOf(int number) => FormattableString.Invariant($"Lamp {number} hangs above the gate.");

    private static async Task<string> SendAsync(RagHttp rag, int number)
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent("assistants"), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(TextOf(number))), "file", FormattableString.Invariant($"lamp{number}.txt") },
        };
        Reply sent = await rag.SendAsync(HttpMethod.Post, "/v1/files", form);
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        return sent.Text("id");
    }

    private static async Task<long> CountAsync(string connectionString, string sql)
    {
        await using NpgsqlConnection connection = new($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
