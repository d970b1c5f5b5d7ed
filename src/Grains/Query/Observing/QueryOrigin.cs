namespace RagCluster.Grains.Query.Observing;

/// <summary>Who asks a query.</summary>
internal enum QueryOrigin
{
    /// <summary>Somebody outside.</summary>
    Caller = 0,

    /// <summary>
    /// The server itself, to warm its cache, to repeat a record or to compare plans: no experiment and no planner takes part.
    /// </summary>
    Server = 1,
}
