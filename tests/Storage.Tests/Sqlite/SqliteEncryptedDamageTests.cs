using RagCluster.Storage.Encryption;
using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Sqlite;

/// <summary>What is damaged is found and mended in an encrypted store as in one in the clear.</summary>
public sealed class SqliteEncryptedDamageTests : DamageConformance
{
    private readonly SqliteFixture _fixture = new() { Cipher = new ContentCipher(KeyRing.NewRandom(), encrypts: true) };

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);

    protected override Task ChangeAsync(string sql) => _fixture.ChangeAsync(sql);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _fixture.Dispose();
    }
}
