using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Inference.Models;

namespace RagCluster.Silo.Hosting;

/// <summary>Says in one line each why the server can't start, where the cause is known.</summary>
internal static class StartupErrors
{
    /// <summary>The lines for a refusal; null for an error that needs its stack.</summary>
    internal static IReadOnlyList<string>? Explain(Exception error) =>
        error switch
        {
            OptionsValidationException options => [.. options.Failures],
            RagException known => [known.Message],
            ModelException model => [model.Message],
            ArgumentException { ParamName: null } setting => [setting.Message],
            IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } inUse => [inUse.Message],
            AggregateException { InnerException: { } inner } => Explain(inner),
            _ => null,
        };
}
