using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>A server that asks for credentials, for the tests of one class, which ask about all of its keys, users or tenants.</summary>
public sealed class OwnGuardedServer : GuardedServer
{
    private readonly TempFolder _data = new();
    private SiloProcess? _silo;

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
        _data.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<SiloProcess> StartAsync() => _silo = await SiloProcess.StartAsync(_data.FullPath, Settings);
}
