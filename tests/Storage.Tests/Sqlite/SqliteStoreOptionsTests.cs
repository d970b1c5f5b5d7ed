using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Tests.Sqlite;

public sealed class SqliteStoreOptionsTests
{
    public static TheoryData<SqliteStoreOptions, string> Wrong =>
        new()
        {
            {
                new SqliteStoreOptions { DataFolder = " " },
                "RAG__Storage__DataFolder"
            },
            {
                new SqliteStoreOptions { QueueLimit = 0 },
                "RAG__Storage__QueueLimit"
            },
            {
                new SqliteStoreOptions { QueueBytesMax = 1 },
                "RAG__Storage__QueueBytesMax"
            },
            {
                new SqliteStoreOptions { GroupCountMax = 0 },
                "RAG__Storage__GroupCountMax"
            },
            {
                new SqliteStoreOptions { GroupBytesMax = 0 },
                "RAG__Storage__GroupBytesMax"
            },
            {
                new SqliteStoreOptions { CheckpointPages = 0 },
                "RAG__Storage__CheckpointPages"
            },
            {
                new SqliteStoreOptions { ReaderCount = 0 },
                "RAG__Storage__ReaderCount"
            },
            {
                new SqliteStoreOptions { JobRetention = TimeSpan.Zero },
                "RAG__Storage__JobRetention"
            },
        };

    [Fact]
    public void Defaults_AreValid() => new SqliteStoreOptions().Validate();

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WrongSetting_IsNamed(SqliteStoreOptions options, string setting)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(options.Validate);
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }
}
