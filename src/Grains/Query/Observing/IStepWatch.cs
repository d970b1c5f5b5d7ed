namespace RagCluster.Grains.Query.Observing;

/// <summary>One observer's part in one call of a step whose waiting time may be tuned.</summary>
internal interface IStepWatch
{
    /// <summary>By what the step multiplies the time that it waits.</summary>
    double Factor => 1;

    /// <summary>The step waited and made a second call.</summary>
    void Repeated() { }

    /// <summary>The step succeeded.</summary>
    /// <param name="took">From its first call to the first answer.</param>
    void Ended(TimeSpan took) { }
}
