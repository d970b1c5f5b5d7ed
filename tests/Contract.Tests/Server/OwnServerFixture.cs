using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Server;

/// <summary>A server for the tests of one class, which ask about the whole of it.</summary>
public sealed class OwnServerFixture : ServerFixture
{
    private readonly TempFolder _data = new();
    private SiloProcess? _silo;

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        if (_silo is not null)
            await _silo.DisposeAsync();
        _data.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<SiloProcess> StartAsync() => _silo = await SiloProcess.StartAsync(_data.FullPath, Settings);
}
