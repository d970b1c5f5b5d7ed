using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Operations;

/// <summary>Turns errors of libraries, which callers on other silos can't read, into their text before they leave the grain.</summary>
internal sealed class ForeignErrorFilter : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception error) when (PortableCause.Of(error) is { } portable && !ReferenceEquals(portable, error))
        {
            throw portable;
        }

        // An exception of the grain may come as one or as a response that carries it.
        if (context.Response?.Exception is { } carried && PortableCause.Of(carried) is { } text && !ReferenceEquals(text, carried))
            throw text;
    }
}
