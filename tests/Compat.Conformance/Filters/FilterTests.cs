using Orleans.TestingHost;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Filters;

/// <summary>Filters stand around calls.</summary>
public sealed class FilterTests : IAsyncLifetime
{
    private readonly ClusterFixture _fixture = new();

    public sealed class Settings : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddIncomingGrainCallFilter(async context =>
            {
                if (context.Grain is not FilteredGrain)
                {
                    await context.Invoke();
                    return;
                }

                RequestContext.Set("path", "first");
                await context.Invoke();
                if (context.MethodName == nameof(IFilteredGrain.Replaced))
                    context.Result = "by filter";
            });
            siloBuilder.AddIncomingGrainCallFilter<SecondFilter>();
            siloBuilder.AddOutgoingGrainCallFilter<OutgoingFilter>();
        }
    }

    public sealed class SecondFilter(IGrainFactory factory) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            Assert.NotNull(factory);
            if (context.Grain is FilteredGrain)
            {
                if (context.MethodName == nameof(IFilteredGrain.Refused))
                    throw new UnauthorizedAccessException("not you");
                RequestContext.Set("path", $"{RequestContext.Get("path")} second");
                if (context.MethodName == nameof(IFilteredGrain.Doubled))
                    context.Request.SetArgument(0, 2 * (int)context.Request.GetArgument(0)!);
            }

            try
            {
                await context.Invoke();
            }
            catch (FormatException exception)
            {
                throw new InvalidOperationException("translated", exception);
            }
        }
    }

    public sealed class OutgoingFilter : IOutgoingGrainCallFilter
    {
        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.InterfaceMethod.Name == nameof(IFilteredGrain.Path) && context.Grain is IFilteredGrain)
                RequestContext.Set("out", "sent");
            await context.Invoke();
            if (context.InterfaceMethod.Name == nameof(IFilteredGrain.Number))
                context.Result = 1 + (int)context.Result!;
        }
    }

    public interface IFilteredGrain : IGrainWithStringKey
    {
        Task<string> Path();

        Task<string> Replaced();

        Task Refused();

        Task<int> Doubled(int number);

        Task Fail();

        Task<int> Number();

        Task<(string Path, int Number)> CallOther(string other);
    }

    public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            RequestContext.Set("path", $"{RequestContext.Get("path")} own {context.ImplementationMethod.Name}");
            await context.Invoke();
        }

        public Task<string> Path() => Task.FromResult($"{RequestContext.Get("out")} {RequestContext.Get("path")}");

        public Task<string> Replaced() => Task.FromResult("by grain");

        public Task Refused() => Task.CompletedTask;

        public Task<int> Doubled(int number) => Task.FromResult(number);

        public Task Fail() => throw new FormatException("raw");

        public Task<int> Number() => Task.FromResult(1);

        public async Task<(string Path, int Number)> CallOther(string other)
        {
            IFilteredGrain grain = GrainFactory.GetGrain<IFilteredGrain>(other);
            return (await grain.Path(), await grain.Number());
        }
    }

    private IFilteredGrain Grain => _fixture.Client.GetGrain<IFilteredGrain>(Gate.NewName());

    [Fact]
    public async Task IncomingFilters_RunInOrderAndTheGrainLast() => Assert.Equal(" first second own Path", await Grain.Path());

    [Fact]
    public async Task IncomingFilter_MayReplaceTheResult() => Assert.Equal("by filter", await Grain.Replaced());

    [Fact]
    public async Task IncomingFilter_MayRefuse() => await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Grain.Refused());

    [Fact]
    public async Task IncomingFilter_MayChangeAnArgument() => Assert.Equal(42, await Grain.Doubled(21));

    [Fact]
    public async Task IncomingFilter_SeesTheException()
    {
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.Fail());
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public async Task OutgoingFilter_StandsAroundCallsOfTheSilo()
    {
        (string? path, int number) = await Grain.CallOther(Gate.NewName());
        Assert.StartsWith("sent", path, StringComparison.Ordinal);
        Assert.Equal(2, number);
    }

    public Task InitializeAsync() => _fixture.StartAsync<Settings>();

    public Task DisposeAsync() => _fixture.DisposeAsync();
}
