using Orleans.TestingHost;

namespace RagCluster.Grains.Tests.Access;

/// <summary>One silo that tells what work asks of the store and of grains.</summary>
public sealed class RecordedSilo : ProductCluster
{
    public RecordedSilo()
        : base(1) { }

    private protected override void Add(TestClusterBuilder builder) => builder.AddSiloBuilderConfigurator<Recorded>();

    private sealed class Recorded : ISiloConfigurator, IIncomingGrainCallFilter
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            PutBeforeStore(siloBuilder, RecordedStore.Of);
            siloBuilder.AddIncomingGrainCallFilter(this);
        }

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.Grain is Grain grain)
                RecordedStore.Note($"grain {grain.GetType().Name}.{context.MethodName}");
            return context.Invoke();
        }
    }
}
